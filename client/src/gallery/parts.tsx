/** The parts on one sheet (look/11). */
import { nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import { useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Clock, Programme } from '../ui/clock.tsx'
import { CurtainButton, Valance } from '../ui/curtain.tsx'
import { Icon } from '../ui/icon.tsx'
import { icons } from '../ui/icons.tsx'
import { laterIcons } from '../ui/icons-later.tsx'
import { visionIcons } from '../ui/vision-icon.tsx'
import { Light } from '../ui/light.tsx'
import { kindMessages } from '../ui/messages/index.ts'
import { NodeCard } from '../ui/node-card.tsx'
import { Notice } from '../ui/notice.tsx'
import { Quote } from '../ui/quote.tsx'
import type { Reading } from '../ui/reading.ts'
import { RelationMark } from '../ui/relation-mark.tsx'
import { SeatPicker } from '../ui/seat-picker.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Button } from '../ui/button.tsx'

const step = { kind: 'map', title: 'Map', minutes: 25 } as const
const reading: Reading = { state: 'running', seconds: 1120, late: false, step, index: 1, done: 0.25 }

export function Parts() {
  const kinds = useT(kindMessages)
  const [drawn, setDrawn] = useState(false)
  const [seat, setSeat] = useState<number | null>(4)
  const [open, setOpen] = useState(false)
  const words = {
    people: 3,
    seats: 6,
    spoke: new Set(['T3-01', 'T3-03', 'T3-06']),
    open,
    onToggle: () => setOpen(!open),
    quotes: <Quote text="Wer erlaubt, muss auch abstellen dürfen." lang="de" capture="dictated" seat="T3-05" />,
  }
  const face = (kind: (typeof nodeKinds)[number]) => ({
    kind,
    wording: 'The maker of the driving system answers first',
    lang: 'en',
    number: kind === 'issue' ? '' : '1.2',
    relation: null,
  })
  return (
    <main className="kit">
      <h1>
        <Wordmark />
      </h1>
      <section>
        <h2>Node card: seven kinds, seven silhouettes</h2>
        <div className="seven">
          {nodeKinds.map((kind) => (
            <NodeCard key={kind} face={face(kind)} words={kind === 'issue' ? null : words} />
          ))}
        </div>
      </section>
      <section>
        <h2>States of a card</h2>
        <div className="seven">
          <NodeCard face={face('argument')} words={{ ...words, open: false }} selected />
          <NodeCard
            face={{ ...face('argument'), relation: 'supports' }}
            words={{ ...words, open: false }}
            who={['Reporter']}
          />
          <NodeCard face={{ ...face('argument'), relation: 'attacks', state: 'kept' }} />
          <NodeCard face={{ ...face('position'), state: 'refusal' }} words={{ ...words, open: false }} />
          <NodeCard
            face={{ ...face('argument'), relation: 'undercuts', also: [{ kind: 'attacks', number: '2.1' }] }}
            words={{ ...words, open: false }}
          />
          <NodeCard face={{ ...face('question'), wording: '', number: '' }} />
        </div>
      </section>
      <section>
        <h2>Relation mark: shape, glyph, word</h2>
        <div className="line">
          {[...relationKinds, 'same-as' as const].map((kind) =>
            kind === 'same-as' ? (
              <span key={kind} className="rel same-as">
                <span className="g">
                  <Icon name="same-as" />
                </span>{' '}
                <span>{kinds(kind)}</span>
              </span>
            ) : (
              <RelationMark key={kind} kind={kind} />
            ),
          )}
        </div>
      </section>
      <section>
        <h2>Saved light</h2>
        <div className="line">
          <Light shape="saved">All saved</Light>
          <Light shape="saving">Saving 2</Light>
          <Light shape="kept">3 kept here</Light>
          <Light shape="refused">Saved until 10:22</Light>
        </div>
      </section>
      <section>
        <h2>Curtain, buttons, seats</h2>
        <div className="line">
          <CurtainButton drawn={drawn} onMove={(to) => setDrawn(to === 'drawn')} />
          <CurtainButton drawn onMove={() => undefined} />
          <Button>Try again</Button>
          <Button look="primary">Show observers</Button>
          <Button look="quiet">Undo</Button>
          <SeatPicker seats={6} value={seat} onChange={setSeat} />
        </div>
        <Valance>The curtain is drawn. Observers see nothing of this table.</Valance>
      </section>
      <section>
        <h2>The table mark, at every size</h2>
        <div className="line">
          {[21, 27, 48, 80].map((width) => (
            <TableMark key={width} seats={6} spoke={new Set([2, 5])} width={width} />
          ))}
          {[4, 5, 6, 7, 8].map((seats) => (
            <TableMark key={seats} seats={seats} spoke={new Set([1])} width={48} />
          ))}
          <TableMark seats={6} whole width={48} />
        </div>
      </section>
      <section>
        <h2>Two voices: quotes and their provenance</h2>
        <div className="line wide">
          <Quote
            text="Une autorisation, ça se retire. Sinon ce n’est qu’un papier."
            lang="fr"
            capture="own-typing"
            seat="T3-02"
          />
          <Quote text="الرخصة التي لا تُسحب ليست إلا ورقة." lang="ar" capture="dictated" seat="T3-01" />
          <Quote text="Several nod: the maker first, then we see." lang="en" capture="from-notes" seat={null} />
          <Quote text="Das nehme ich zurück." lang="de" capture="dictated" seat="T3-05" state="withdrawn" />
          <Quote text="" lang="de" capture="dictated" seat="T3-05" state="erased" />
        </div>
      </section>
      <section>
        <h2>Clock, bound to the programme</h2>
        <Clock reading={reading} lang="en" />
        <Programme
          lang="en"
          steps={[
            { kind: 'welcome', title: 'Welcome', minutes: 5 },
            step,
            { kind: 'ballot', title: 'Ballot', minutes: 7 },
          ]}
          reading={reading}
        />
      </section>
      <section>
        <h2>Notices</h2>
        <Notice tone="offline" icon="kept" happened="Your table is offline.">
          Your text is kept here and will be sent when you reconnect.
        </Notice>
        <Notice
          tone="error"
          icon="refused"
          happened="New text cannot be saved just now."
          actions={<Button look="primary">Try again</Button>}
        >
          Everything until 10:22 is saved.
        </Notice>
      </section>
      <section>
        <h2>Icons</h2>
        <ul className="icons">
          {Object.entries({ ...icons, ...visionIcons, ...laterIcons }).map(([name, drawing]) => (
            <li key={name}>
              <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
                {drawing}
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}
