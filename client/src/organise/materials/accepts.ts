/** What a chooser of files offers first. What a file is its bytes say, on the server. */
import type { MaterialKind } from '@tablee/shared/materials/rows'

const film = '.mp4,.m4v,.webm,video/mp4,video/webm'
const pages = '.pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp'
const captions = '.vtt,.srt,text/vtt'
export const accepts: Readonly<Record<MaterialKind | 'captions' | 'all', string>> = {
  film,
  slides: pages,
  leaflet: pages,
  captions,
  all: `${film},${pages},${captions}`,
}
