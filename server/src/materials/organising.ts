/** What the organiser does with materials. Each verb answers after COMMIT; who may is asked before. */
import { mostFiles, mostMaterials, whyOf } from '@tablee/shared/materials/faults'
import type { MaterialsState, MaterialState } from '@tablee/shared/materials/fold'
import type { FileType, MaterialKind, MaterialRow, PlaceInDay } from '@tablee/shared/materials/rows'
import { fail, type Problem } from '@tablee/shared/problem'
import type { MaterialCommand } from '@tablee/shared/wire/materials'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { MaterialLog } from './log.ts'
import { closedMeanwhile, type Bringing, type Done, type Standing, type Still } from './ports.ts'

export type OrganisingVerbs = Verbs<MaterialCommand, [session: Session], [still: Still], Done>

const noMaterial: Problem = { code: 'not-found', what: 'material' }
/** Called off while it was looked at: a row must not name bytes that are about to go. */
const noUpload: Problem = { code: 'not-found', what: 'upload' }
const pictures: ReadonlySet<FileType> = new Set(['image/jpeg', 'image/png', 'image/webp'])
const films: ReadonlySet<FileType> = new Set(['video/mp4', 'video/webm'])
const fits = (kind: MaterialKind, type: FileType): boolean =>
  kind === 'film' ? films.has(type) : type === 'application/pdf' || pictures.has(type)

/** `bringing`: what an upload is, once it is whole. */
export function createOrganising({
  log,
  standing,
  bringing,
}: {
  readonly log: MaterialLog
  readonly standing: Standing
  readonly bringing: Bringing
}): OrganisingVerbs {
  const append = (
    session: Session,
    row: MaterialRow,
    still: Still,
    judge: (now: MaterialsState) => Problem | null,
  ): Done => log.append(session.dialogue, row, handOf(session), (now) => (still() ? judge(now) : closedMeanwhile))

  /** As the plan is numbered now; a step or session that is not there is none. */
  function placeIn(
    { dialogue }: Session,
    step: { readonly session: number; readonly step: number | null } | null,
  ): PlaceInDay | null | Problem {
    const day = standing(dialogue)
    if (step === null) return null
    const session = day?.plan?.draft.sessions.find(({ number }) => number === step.session)
    if (day === null || session === undefined) return { code: 'not-found', what: 'session' }
    if (step.step !== null && session.steps[step.step] === undefined) return { code: 'not-found', what: 'step' }
    return { ...step, changes: day.changes.length }
  }
  const has = (id: MaterialState['id']) => (now: MaterialsState) => (now.materials.has(id) ? null : noMaterial)

  return {
    add(session, { id, of, title, step = null, order = 0 }, still) {
      const place = placeIn(session, step)
      if (place !== null && 'code' in place) return Promise.resolve(fail(place))
      return append(session, { kind: 'add', command: id, of, title, place, order }, still, ({ materials }) =>
        materials.has(id as MaterialState['id'])
          ? { code: 'changed' }
          : materials.size >= mostMaterials
            ? { code: 'too-large', limit: mostMaterials, size: materials.size + 1 }
            : null,
      )
    },
    say(session, { id, material, title, step, order }, still) {
      const place = step === undefined ? undefined : placeIn(session, step)
      if (place !== undefined && place !== null && 'code' in place) return Promise.resolve(fail(place))
      const said = {
        ...(title === undefined ? {} : { title }),
        ...(place === undefined ? {} : { place }),
        ...(order === undefined ? {} : { order }),
      }
      return append(session, { kind: 'say', command: id, material, ...said }, still, has(material))
    },
    async 'put-file'(session, { id, material, upload, lang, page }, still) {
      const { dialogue } = session
      const before = log.sent(dialogue, id, handOf(session))
      if (before !== null) return before
      const brought = await bringing.file(dialogue, upload)
      if (!brought.ok) return brought
      const file = brought.value
      const found = log.staged(dialogue).materials.get(material)
      const asPage = found?.kind === 'slides' && pictures.has(file.type)
      const behind = Math.max(0, ...(found?.files ?? []).map((one) => (one.lang === lang ? (one.page ?? 0) : 0))) + 1
      const row: MaterialRow = {
        kind: 'file',
        command: id,
        material,
        file: { ...file, lang, page: asPage ? Math.min(page ?? behind, behind) : null },
      }
      const done = await append(session, row, still, (now) => {
        const one = now.materials.get(material)
        if (one === undefined) return noMaterial
        if (!bringing.holds(dialogue, upload)) return noUpload
        if (!fits(one.kind, file.type)) return { code: 'refused', why: whyOf('wrong-kind') }
        return one.files.length >= mostFiles
          ? { code: 'too-large', limit: mostFiles, size: one.files.length + 1 }
          : null
      })
      if (done.ok) await bringing.taken(dialogue, upload)
      return done
    },
    async 'put-captions'(session, { id, material, upload, lang }, still) {
      const { dialogue } = session
      const before = log.sent(dialogue, id, handOf(session))
      if (before !== null) return before
      const brought = await bringing.captions(dialogue, upload)
      if (!brought.ok) return brought
      const captions = { ...brought.value, lang }
      const done = await append(session, { kind: 'captions', command: id, material, captions }, still, (now) => {
        const one = now.materials.get(material)
        if (one === undefined) return noMaterial
        if (!bringing.holds(dialogue, upload)) return noUpload
        return one.kind === 'film' ? null : { code: 'refused', why: whyOf('wrong-kind') }
      })
      if (done.ok) await bringing.taken(dialogue, upload)
      return done
    },
    'take-file': (session, { id, material, hash, lang }, still) =>
      append(
        session,
        { kind: 'take-file', command: id, material, hash, ...(lang === undefined ? {} : { lang }) },
        still,
        (now) => {
          const one = now.materials.get(material)
          const named = [...(one?.files ?? []), ...(one?.captions ?? [])]
          return named.some((each) => each.hash === hash) ? null : noMaterial
        },
      ),
    remove: (session, { id, material }, still) =>
      append(session, { kind: 'remove', command: id, material }, still, has(material)),
  }
}
