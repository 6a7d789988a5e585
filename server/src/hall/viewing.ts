/** The views of a hall, wired: what observers see of its boards, with what translators made of it. */
import type { BoardId } from '@tablee/shared/ids'
import { observers } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Access } from '../access/access.ts'
import type { Journal } from '../journal/port.ts'
import type { Recovery } from '../recovery/recovery.ts'
import type { ViewKey } from '../view/names.ts'
import { createViews } from '../view/views.ts'
import { viewLag } from './metering.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'
import { translated } from './translating.ts'

const boardsOf = ({ dialogues }: People): readonly BoardId[] =>
  dialogues
    .list()
    .flatMap((id) => dialogues.tables(id))
    .flatMap(({ id }) => dialogues.boardsOf(id))
    .map(({ id }) => id)

/** `observed`: what may be seen of a board, before it is an audience's. */
export const viewsIn = ({
  journal,
  people,
  recovery,
  access,
  observed,
  keyOf,
  shared: { audiences, clock, logger, meters, holds },
}: {
  readonly journal: Journal
  readonly people: People
  readonly recovery: Recovery
  readonly access: Access
  readonly observed: (board: BoardId) => ViewPolicy
  readonly keyOf: (board: BoardId) => ViewKey
  readonly shared: Shared
}) =>
  createViews({
    journal,
    dialogues: {
      ...people.dialogues,
      policy: (board) => translated(people.translations, people.dialogues, board, observed(board)),
    },
    audiences,
    firstEpoch: recovery.viewFloor,
    imported: (dialogue) => people.voices.state(dialogue).imports.length > 0,
    opened: (audience) => audience === observers || access.links.hasHad(audience.name),
    pausedBefore: new Set(boardsOf(people).filter((id) => observed(id).observation === 'paused')),
    links: access.links,
    keyOf,
    clock,
    logger,
    lag: viewLag(meters),
    holds,
  })
