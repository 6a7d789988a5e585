/** A question that is being typed, on this device: a reload, an empty battery and a lost network take nothing of it. */
export type Kept = { readonly read: () => string | null; readonly write: (text: string | null) => void }

/** Where the storage is blocked or full it lives as long as the page. */
export function keptAt(dialogue: string, site: string): Kept {
  const key = `tablee.question.${dialogue}.${site}`
  return {
    read() {
      try {
        return localStorage.getItem(key)
      } catch {
        return null
      }
    },
    write(text) {
      try {
        if (text === null) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
      } catch {
        return
      }
    },
  }
}
