/**
 * In front of the halls: who is asking and where it leads, before it is known which hall to ask. Of another dialogue than
 * the one that is asked for is somebody who is known and has no business there, not a stranger.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Me, SessionRequest } from '@tablee/shared/wire/access'
import type { Scope } from '@tablee/shared/wire/declare'
import type { Context } from 'hono'
import { bearer } from '../access/access.ts'
import { namedIn, nowhere, type Declared, type Env, type Guard } from '../access/allow.ts'
import { readCode, sha256 } from '../access/keys.ts'
import { codeHash } from '../access/links.ts'
import type { Opened } from '../access/sessions.ts'
import { idInPath, type Directory } from '../directory/directory.ts'
import type { Led } from '../http/hand-over.ts'
import type { Halls } from './halls.ts'
import type { Common } from './shared.ts'

export type Front = ReturnType<typeof createFront>

/**
 * Where a hall is closed, whoever is led there hears `journal-unavailable` (thrown as `Refused`), and is not taken for
 * a stranger. `known`: of other processes' dialogues too, as far as it was found.
 */
export function createFront(
  halls: Halls,
  { directory: { leadsTo }, key }: Pick<Common, 'directory' | 'key'>,
  known: Directory['leadsTo'] = leadsTo,
) {
  /** A link's token begins with its id; what has no point in it is a session's secret. */
  const ofToken = (token: string): DialogueId | null => leadsTo('link', token.split('.')[0] ?? '')
  function ofShown(authorization: string | null | undefined): DialogueId | null {
    const shown = bearer(authorization)
    if (shown === null) return null
    return shown.includes('.') ? ofToken(shown) : leadsTo('session', sha256(shown))
  }
  function ofCode(typed: string): DialogueId | null {
    const code = readCode(typed)
    return code === null ? null : leadsTo('code', codeHash(key, code))
  }
  const placed = (scope: Exclude<Scope, 'none'>, id: string): DialogueId | null => leadsTo(scope, idInPath(scope, id))

  const isHere = (dialogue: DialogueId | null): boolean => dialogue !== null && halls.asked(dialogue) !== null
  const guard: Guard = {
    place(scope, id) {
      const dialogue = known(scope, idInPath(scope, id))
      // Whose dialogue is here has no business there; who is of that one was told before that it is closed.
      if (dialogue !== null && scope !== 'watch' && !isHere(dialogue)) return { ...nowhere, dialogue, table: null }
      return halls.at(placed(scope, id)).guard.place(scope, id)
    },
    // The machine's own right is read where nobody is: it is of no dialogue until its request leads to one.
    session(authorization, dialogue) {
      const session = halls.at(ofShown(authorization)).access.authorise(authorization, dialogue)
      // Of a hall that is closed nobody can be told that they are unknown there.
      if (session === null || session.server !== undefined)
        if (dialogue !== null && known('dialogue', dialogue) !== null) halls.at(dialogue)
      return session
    },
  }
  return {
    guard,
    /** What answers a request that leads to a dialogue; null where it leads nowhere. */
    leading(c: Context<Env>, { at, action }: Declared): Led | null {
      const within = c.get('within')
      const id = namedIn(c, at)
      const dialogue =
        within !== null
          ? leadsTo('dialogue', within)
          : at === 'none' || id === undefined
            ? ofShown(c.req.header('authorization'))
            : placed(at, id)
      if (dialogue === null) return null
      // Who is of another one is told so, wherever this one is.
      if (action !== 'anybody' && !isHere(dialogue) && isHere(ofShown(c.req.header('authorization')))) return null
      const hall = halls.at(dialogue)
      return { dialogue, answers: halls.answers(hall), holds: () => halls.holds(hall) }
    },
    /** A card or a code leads to its dialogue by being exchanged. */
    async enter(
      request: SessionRequest,
      address: string,
      within: DialogueId | null,
    ): Promise<Result<Opened & { readonly me: Me }>> {
      const hall = halls.at('code' in request ? ofCode(request.code) : ofToken(request.token))
      const entered = await hall.access.exchange(request, address, within)
      return entered.ok
        ? { ok: true, value: { ...entered.value, me: hall.describe.me(entered.value.session) } }
        : entered
    },
  }
}
