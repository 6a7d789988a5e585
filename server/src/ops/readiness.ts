/**
 * Whether this process can take people now, for whoever spreads them over several: a balancer, a deploy. It answers while
 * this says no, too; that it lives is another question (`/healthz`).
 */

/** Why nobody should be sent here. */
export const reasons = [
  'starting',
  'log', // what is written cannot be kept: the database gives no answer
  'draining', // it is leaving, and hands over what it has
  'fenced', // another one has taken over
  'frozen', // a watch node that hears nothing new, and shows nothing old
] as const
export type Reason = (typeof reasons)[number]

export type Readiness = {
  /** From now on, for good or until `is`. */
  not(why: Reason): void
  is(why: Reason): void
  /** Asked each time; false, an error or no answer within a second: not ready. By the same reason the last one is asked. */
  asks(why: Reason, well: () => boolean | Promise<boolean>): void
  /** Null: it is ready. Never rejects. */
  now(): Promise<Reason | null>
}

const patience = 1_000

/** `true` within the time, or it is not well. */
async function isWell(well: () => boolean | Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  try {
    return await Promise.race([well(), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Ready until somebody says otherwise. */
export function createReadiness(): Readiness {
  const said = new Set<Reason>()
  const asked = new Map<Reason, () => boolean | Promise<boolean>>()
  return {
    not: (why) => void said.add(why),
    is: (why) => void said.delete(why),
    asks: (why, well) => void asked.set(why, well),
    async now() {
      for (const why of reasons) if (said.has(why)) return why
      const each = await Promise.all([...asked].map(async ([why, well]) => ((await isWell(well)) ? null : why)))
      return each.find((why) => why !== null) ?? null
    },
  }
}
