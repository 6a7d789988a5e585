/** A log in this process, asked as one on another machine is: every answer is waited for. */
import type { AtOnce, Log } from './port.ts'
import { unhurried } from './unhurried.ts'

/** What is asked of a log beside its appends. */
export type Asked = Pick<Log, 'read' | 'commands' | 'load' | 'checkpoint' | 'quarantine' | 'asides'>

export const patient = (log: AtOnce): Asked => ({
  read: (doc, epoch, seq) => unhurried(log.since(doc, epoch, seq)),
  commands: (doc) => unhurried(log.commands(doc)),
  load: async (doc, epoch) => log.load(doc, epoch),
  checkpoint: async (doc, epoch, seq, state) => log.checkpoint(doc, epoch, seq, state),
  quarantine: async (doc, epoch, seq, why) => log.quarantine(doc, epoch, seq, why),
  asides: async (doc) => log.asides(doc),
})
