import { Wordmark } from './wordmark.tsx'

/** A page that does not know who opened it: whose it is, and the way to the door. */
export function PlainPage({ title, how, onward }: { title: string; how: string; onward: string }) {
  return (
    <main className="plain-page">
      <Wordmark />
      <h1>{title}</h1>
      <p>{how}</p>
      <p>
        <a className="btn primary" href="/join">
          {onward}
        </a>
      </p>
    </main>
  )
}
