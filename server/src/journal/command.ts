import type { DocName, Entry } from './port.ts'

/** A command as it is handed to the journal: JSON, and in whichever epoch its document is by then. */
export const commandEntry = (doc: DocName, row: object, by: Pick<Entry, 'author' | 'device'>): Entry => ({
  doc,
  epoch: null,
  kind: 'command',
  author: by.author,
  device: by.device,
  writers: [],
  deps: [],
  data: new TextEncoder().encode(JSON.stringify(row)),
})
