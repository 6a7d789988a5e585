/** What is in hand while a revealed text is dragged to an entry of the outline. */
export const sheetType = 'application/x-tablee-sheet'

export type InHand = { readonly step: string; readonly sheet: string }

export function readInHand(text: string): InHand | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' &&
      value !== null &&
      'step' in value &&
      'sheet' in value &&
      typeof value.step === 'string' &&
      typeof value.sheet === 'string'
      ? { step: value.step, sheet: value.sheet }
      : null
  } catch {
    return null
  }
}
