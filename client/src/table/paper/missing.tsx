/** What of this table's paper is here and what is missing, as far as anybody may know it: sealed is sealed. */
import type { TableRound, TableVoices } from '@tablee/shared/wire/voices'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { said } from '../../ui/voices/texts.ts'
import { paperMessages } from './messages/index.ts'

export function Missing({ number, voices }: { number: number; voices: TableVoices }) {
  // One code, as on a seat: it keeps its direction in every language.
  const table = `T${number}`
  const t = useT(paperMessages)
  const { language } = useLanguage()
  const taken = voices.seats.filter(({ consent }) => consent !== null)
  const free = voices.seats.filter(({ consent }) => consent === null)
  return (
    <section className="missing" aria-labelledby="missing-title">
      <h3 id="missing-title">{t('missing')}</h3>
      <ul>
        <li>
          <b>{t('consent')}</b>
          <span>{t('missingSeats', { table, have: taken.length, n: voices.seats.length })}</span>
          <Without seats={free.map(({ seat }) => seat)} />
        </li>
        {voices.rounds
          .filter(({ state }) => state !== 'waiting')
          .map((round) => {
            const title = said(round.title, language)
            return (
              <li key={round.step}>
                <b lang={title.lang} dir={title.dir}>
                  {title.text}
                </b>
                <Have table={table} round={round} seats={taken.length} />
              </li>
            )
          })}
      </ul>
    </section>
  )
}

function Have({ table, round, seats }: { table: string; round: TableRound; seats: number }) {
  const t = useT(paperMessages)
  const { task } = round
  if (task.kind === 'write') {
    // Sealed, its number is told to few, and of a few to nobody.
    if (round.state !== 'revealed' && task.handedIn === null) return <span>{t('missingSealed')}</span>
    const have = task.handedIn ?? task.sheets.length
    return <span>{t('missingSheets', { table, have, n: Math.max(seats, have) })}</span>
  }
  if (task.results === null) return <span>{t('missingSealed')}</span>
  const { ballots, seats: asked, missing } = task.results
  return (
    <>
      <span>{t(task.kind === 'ballot' ? 'missingBallots' : 'missingAnswers', { table, have: ballots, n: asked })}</span>
      {missing === null ? null : <Without seats={missing} />}
    </>
  )
}

function Without({ seats }: { seats: readonly string[] }) {
  const t = useT(paperMessages)
  const list = useList()
  return <span className="meta">{seats.length === 0 ? t('complete') : t('without', { seats: list(seats) })}</span>
}
