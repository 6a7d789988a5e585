/**
 * The headers of every answer. No page shows ours in a frame, but that of a link whose audience names who may.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { Refused, type Env } from '../access/allow.ts'

/** The one style a script writes: that of tldraw's watermark, which its licence asks to be shown as it is (3.15.6). */
const watermark = "'sha256-mrm+4FJh/6JWPc12P0FzomarB73l0MknX863E9gdzg8='"

function secured(tls: boolean, host: string, framers: readonly string[], watched: boolean): MiddlewareHandler {
  const own = /^[\w.:[\]-]{1,255}$/.test(host) ? [`ws://${host}`, `wss://${host}`] : []
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", watermark],
      // Pictures that the page itself made: patterns of the canvas, photos on their way.
      imgSrc: ["'self'", 'data:', 'blob:'],
      // Films that a wall has loaded before they are shown.
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      // 'self' does not cover ws: in every browser a table brings along.
      connectSrc: ["'self'", ...own],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: framers.length === 0 ? ["'none'"] : [...framers],
    },
    // Who dictates speaks to our own page, and to no page that shows it in a frame; who watches to none.
    permissionsPolicy: { microphone: watched ? [] : ['self'] },
    // The id of who watches stands in the path: no page may hand it on.
    referrerPolicy: 'no-referrer',
    // On plain http browsers ignore these three, some with a line in the console.
    strictTransportSecurity: tls ? 'max-age=15552000' : false,
    crossOriginOpenerPolicy: tls ? 'same-origin' : false,
    originAgentCluster: tls ? '?1' : false,
    // It knows no list: where somebody may, the policy above says who.
    xFrameOptions: framers.length === 0 ? 'DENY' : false,
  })
}

/** Set after the answer is made; `tls` adds what browsers heed over https alone. */
export function headers(tls: boolean): MiddlewareHandler<Env> {
  // Made once for each name this server is called by: making them for every request cost more than a ticket does.
  const known = new Map<string, MiddlewareHandler>()
  return async (c, next) => {
    await next()
    const host = c.req.header('host') ?? ''
    const framers = c.get('framedBy') ?? []
    const watched = c.req.path.startsWith('/watch')
    const name = [host, String(watched), ...framers].join(' ')
    const made = known.get(name) ?? secured(tls, host, framers, watched)
    // Anyone who makes up names gets theirs made anew.
    if (known.size < 64) known.set(name, made)
    await made(c, () => Promise.resolve())
    if (c.get('inert') === true)
      c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  }
}

/** Whose pages may show this one: as the audience has it whose link stands in its path. What opens nothing nobody may. */
export function framedBy(c: Context<Env>): readonly string[] {
  const link = /^\/watch\/([^/]+)/.exec(c.req.path)?.[1]
  if (link === undefined) return []
  try {
    return c.get('guard').place('watch', link)?.audience?.framedBy ?? []
  } catch (cause) {
    // Its hall is closed.
    if (cause instanceof Refused) return []
    throw cause
  }
}
