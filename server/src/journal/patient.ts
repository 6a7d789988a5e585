/** A log in this process, asked as one on another machine is: every answer is waited for. */
import type { QuarantinedRow, DocName, JournalRow, Loaded, Log } from './port.ts'
import { unhurried } from './unhurried.ts'

/** What is asked of a log beside its appends. */
export type Asked = Pick<Log, 'read' | 'commands' | 'load' | 'checkpoint' | 'quarantine' | 'quarantined'>

/** What a log in this process has at hand: its adapter's own, and nobody else's to ask. */
export type AtHand = {
  since(doc: DocName, epoch: number, seq: number): Iterable<JournalRow>
  commands(doc: DocName): Iterable<JournalRow>
  load(doc: DocName, epoch?: number): Loaded
  checkpoint(doc: DocName, epoch: number, seq: number, state: Uint8Array): void
  quarantine(doc: DocName, epoch: number, seq: number, why?: string): void
  quarantined(doc: DocName): readonly QuarantinedRow[]
}

/** A throw of the log becomes a rejection; rows come with breaths between them (`unhurried`). */
export const patient = (log: AtHand): Asked => ({
  read: (doc, epoch, seq) => unhurried(log.since(doc, epoch, seq)),
  commands: (doc) => unhurried(log.commands(doc)),
  load: async (doc, epoch) => log.load(doc, epoch),
  checkpoint: async (doc, epoch, seq, state) => log.checkpoint(doc, epoch, seq, state),
  quarantine: async (doc, epoch, seq, why) => log.quarantine(doc, epoch, seq, why),
  quarantined: async (doc) => log.quarantined(doc),
})
