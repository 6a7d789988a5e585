/** Those who have a document open, and what they are told of what became of their writing. */
import type { ToEditor } from '@tablee/shared/wire/editor'

/** Anyone who gets frames of this document. */
export type Member = {
  readonly frames: number
  tell(payload: string): void
  end(code: number, reason: string): void
}

type Saved = Pick<Extract<ToEditor, { type: 'saved' }>, 'seq' | 'at'> & { readonly vector: Uint8Array }

export class Members {
  readonly all = new Set<Member>()
  private readonly acks = new Set<Member>()
  private scheduled = false
  private readonly saved: () => Saved

  constructor(saved: () => Saved) {
    this.saved = saved
  }

  /** Remembers that this member is to hear "saved"; one frame per member and turn, after the broadcast. */
  acknowledge(member: Member): void {
    this.acks.add(member)
    if (this.scheduled) return
    this.scheduled = true
    process.nextTick(() => {
      this.scheduled = false
      const { seq, at, vector } = this.saved()
      const sv = Buffer.from(vector).toString('base64')
      for (const each of this.acks) {
        const saved: ToEditor = { type: 'saved', seq, sv, at, frames: each.frames }
        each.tell(JSON.stringify(saved))
      }
      this.acks.clear()
    })
  }

  broadcast(message: { readonly type: string }): void {
    const payload = JSON.stringify(message)
    for (const member of this.all) member.tell(payload)
  }

  end(code: number, reason: string): void {
    for (const member of Array.from(this.all)) member.end(code, reason)
  }
}
