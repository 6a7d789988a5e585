/**
 * What a table asks of its site's room, and what the room says to it. Facilitator and reporter alone: no citizen's page, no
 * observer and no analyst is told of any of it.
 */
import { z } from 'zod'
import { callKinds } from '../room/rows.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, localText, time } from './terms.ts'

const told = z
  .object({
    version: z.string(),
    call: z
      .object({
        id: id(),
        kind: z.enum(callKinds),
        askedAt: time,
        heard: z.boolean().describe('A console of the site was told of it'),
        coming: z.object({ who: z.string().describe('What is written on the card of who comes'), at: time }).nullable(),
      })
      .nullable()
      .describe('The table’s open call: it has one at a time'),
    messages: z
      .array(z.object({ id: id(), to: z.enum(['facilitators', 'tables']), text: localText, sentAt: time }))
      .describe('That this role has not read yet at this table, oldest first'),
  })
  .meta({ id: 'TableCalls' })
export type TableCalls = Infer<typeof told>

export const tableCalls = route('GET /api/boards/:board/calls', {
  action: 'message.read',
  at: 'board',
  summary: 'The table’s open call and the room’s messages to it',
  query: after,
  answer: told,
})

/** What a table does; a call has the name of its command. */
export const callCommands = commands(
  'POST /api/boards/:board/calls',
  { at: 'board', summary: 'Call for somebody, take it back; read what the room says. Once per id', answer: told },
  {
    call: command('call.make', { about: z.enum(callKinds) }),
    'take-back': command('call.make', { call: id() }),
    read: command('message.read', { message: id() }),
  },
)
export type CallCommand = CommandOf<typeof callCommands>
