/** A log in this process, asked as one on another machine is: every answer is waited for. */
import type { AtOnce, Log } from './port.ts'
import { unhurried } from './unhurried.ts'

export const patient = (
  log: AtOnce,
): Pick<Log, 'read' | 'commands' | 'load' | 'checkpoint' | 'quarantine' | 'asides'> => ({
  read: (doc, epoch, seq) => unhurried(log.since(doc, epoch, seq)),
  commands: (doc) => unhurried(log.commands(doc)),
  load: async (doc, epoch) => log.load(doc, epoch),
  checkpoint: async (doc, epoch, seq, state) => log.checkpoint(doc, epoch, seq, state),
  quarantine: async (doc, epoch, seq, why) => log.quarantine(doc, epoch, seq, why),
  asides: async (doc) => log.asides(doc),
})
