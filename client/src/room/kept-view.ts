/** Plan or list, as this device showed it last. */
export type View = 'plan' | 'list'
const key = 'tablee.room.view'

export function keptView(): View {
  try {
    return localStorage.getItem(key) === 'list' ? 'list' : 'plan'
  } catch {
    return 'plan' // storage is blocked: it holds for this page
  }
}
export function keepView(view: View): void {
  try {
    localStorage.setItem(key, view)
  } catch {
    return
  }
}
