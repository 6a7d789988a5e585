/** A session of Postgres that is opened anew where it hung; what it held is lost with it, and its owner is told. */
import type { Sql } from 'postgres'
import { Unavailable } from '../postgres/answer.ts'
import { openLine } from './line.ts'

/** The connection of before is thrown away where it hung: in one that was cut one way, nothing comes back for minutes. */
export class Session {
  private current: Sql | null = null
  private ended = false
  private readonly url: string
  private readonly name: string
  /** Told when the connection that counts has closed. */
  closed: () => void = () => undefined
  constructor(url: string, name: string) {
    this.url = url
    this.name = name
  }
  get line(): Sql {
    if (this.ended) throw new Unavailable('the lease is over')
    if (this.current !== null) return this.current
    const line = openLine(this.url, this.name, () => this.current === line && this.closed())
    this.current = line
    return line
  }
  throwAway(): void {
    const line = this.current
    this.current = null
    void line?.end({ timeout: 0 }).catch(() => undefined)
  }
  end(): void {
    this.ended = true
    this.closed = () => undefined
    this.throwAway()
  }
}
