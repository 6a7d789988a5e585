/** Whether the organiser may speak of one session for all sites. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'

type Standing = { readonly name: string; readonly session: number; readonly is: 'notBegun' | 'running' | 'ended' }
/** Where each site is, if they are not all in the same: then no session is everybody's. Else null, and `clock` says it of all. */
export function sitesApart({ sites = [] }: Pick<DialogueAnswer, 'sites'>): readonly Standing[] | null {
  const all = sites.map(
    ({ name, clock: { course } }): Standing => ({
      name,
      session: course.session,
      is: course.ended ? 'ended' : course.since === null ? 'notBegun' : 'running',
    }),
  )
  return all.every(({ session, is }) => session === all[0]?.session && is === all[0].is) ? null : all
}
