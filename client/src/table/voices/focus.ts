/** Gives a focus that was lost (what held it is gone) to the step it was in. Whoever is elsewhere stays there. */
export function focusRound(step: string): void {
  if (document.activeElement !== document.body) return
  document.querySelector<HTMLElement>(`[data-round="${CSS.escape(step)}"] h3 button`)?.focus({ preventScroll: true })
}
