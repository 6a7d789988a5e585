/** What is said in the film that the hall watches, in the reader's own language and in time with the walls. */
import type { Cue } from '@tablee/shared/materials/captions'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { useCallback, useReducer, useState, type ReactNode } from 'react'
import { direction, useT } from '../i18n/index.tsx'
import { useAt } from '../ui/going.ts'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { useCaption } from '../ui/materials/captions.tsx'
import { forLanguage } from '../ui/materials/choose.ts'
import { materialMessages } from '../ui/materials/messages/index.ts'
import { standingOf } from '../ui/materials/standing.ts'
import { useCaptions } from '../ui/materials/use-captions.ts'
import { Text } from '../ui/voices/text.tsx'
import { said } from '../ui/voices/texts.ts'
import type { SeatMaterials } from './materials.ts'

type HallFilm = { readonly of: MaterialTold; readonly is: PlayingTold }

/** The film that plays in this hall; null: none, or only what stands on walls without a word. `now`: the server's time. */
function useHallFilm(shown: SeatMaterials | null, now: () => number): HallFilm | null {
  const [, again] = useReducer((times: number) => times + 1, 0)
  const is = shown?.told.playing[0]
  const of = shown?.told.materials.find(({ id }) => id === is?.material)
  useAt(is?.endsAt ?? null, now, again)
  if (is === undefined || of === undefined || of.kind !== 'film' || (is.endsAt !== null && now() >= is.endsAt))
    return null
  return { of, is }
}

const none: readonly Cue[] = []
const nowhere = (): string => ''

/** What the hall watches, to be read along; null while it watches nothing. `own`: the reader's language. */
export function useFilmWords(
  shown: SeatMaterials | null,
  { langs }: SeatAnswer,
  own: string,
  now: () => number,
): ReactNode {
  const film = useHallFilm(shown, now)
  if (film === null) return null
  return <FilmWords key={film.of.id} {...{ film, now, langs }} address={shown?.address ?? null} lang={own} />
}

type Reading = {
  readonly film: HallFilm
  readonly now: () => number
  /** The reader's own. */
  readonly lang: string
  /** Of the dialogue, the first before the others. */
  readonly langs: readonly string[]
}

function FilmWords({ address, ...reading }: Reading & { address: SeatMaterials['address'] }) {
  const captions = useCaptions(address === null ? null : reading.film.of, address ?? nowhere)
  return <Words {...reading} captions={captions} />
}

/** `captions`: by language, as they have been read by now. */
export function Words({
  film: { of, is },
  captions,
  now,
  lang,
  langs,
}: Reading & { captions: Readonly<Record<string, readonly Cue[]>> }) {
  const t = useT(materialMessages)
  const [chosen, setChosen] = useState<string | null>(null)
  const own = chosen ?? forLanguage(of.captions, lang, langs[0] ?? lang)?.lang ?? null
  const standing = useCallback(() => standingOf(is, null, now()), [is, now])
  const text = useCaption(captions[own ?? ''] ?? none, standing)
  return (
    <section className="film-words" aria-label={t('reading')}>
      <p className="meta">
        <Icon name={is.heldAt === null ? 'play' : 'pause'} /> {t('film')} · <Title title={of.title} lang={lang} />
        {is.heldAt === null ? null : ` · ${t('heldFilm')}`}
      </p>
      {own === null ? (
        <p className="why">{t('noCaptions')}</p>
      ) : (
        <>
          <p className="caption" lang={own} dir={direction(own)}>
            {text}
          </p>
          {of.captions.length < 2 ? null : (
            <label>
              <span>{t('captions')}</span>
              <select value={own} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
                {of.captions.map((one) => (
                  <option key={one.lang} value={one.lang} lang={one.lang}>
                    {languageName(one.lang, one.lang)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      )}
    </section>
  )
}
const Title = ({ title, lang }: { title: LocalText; lang: string }) => <Text said={said(title, lang)} />
