/**
 * That somebody agreed to the ground rules behind a link, kept on their device. A part of the link stands for it: enough to
 * tell links apart, and too little to open one.
 */
const key = (link: string): string => `tablee.agreed.${link.slice(0, 8)}`

export function hasAgreed(link: string): boolean {
  try {
    return localStorage.getItem(key(link)) !== null
  } catch {
    return false
  }
}

/** Where nothing is kept it holds for this page. */
export function agree(link: string): void {
  try {
    localStorage.setItem(key(link), 'yes')
  } catch {
    // asked again when the page is opened the next time
  }
}
