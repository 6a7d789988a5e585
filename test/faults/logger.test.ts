import { createLogger, redact } from '@tablee/server/ops/logger'
import { describe, expect, it } from 'vitest'

const secret = 'sEcReT'
const linkId = '0123456789abcdef'
const token = `${linkId}.${secret.padEnd(22, '_')}`

describe('the log', () => {
  it('[OPS1] carries no secret, whether it came in a field, in a sentence, in an error or deep inside an object', () => {
    const lines: string[] = []
    const logger = createLogger({ level: 'trace', to: { write: (line) => void lines.push(line) } })
    logger.info(
      {
        token,
        ticket: secret,
        session: secret,
        shortCode: secret,
        deep: { more: [{ authorization: `Bearer ${secret}` }] },
      },
      'joined',
    )
    logger.warn(`opened /join#${token}, then ${token}`)
    logger.info({
      url: `/api/watch/${secret}?x=1`,
      path: `/observe/${secret}/room%3A1`,
      page: `http://hall.local:4000/watch/${secret}`,
      doubled: `/observe//${secret}/room`,
      encoded: `/watch%2F${secret}`,
    })
    logger.error(new Error(`no room ${secret.length} at /watch/${secret}`))
    logger
      .child({ headers: { cookie: secret } })
      .debug({ body: JSON.stringify({ token: secret, device: 'tablet' }) }, `Bearer ${secret}`)
    logger.error({ err: new Error(`connect postgres://tablee:${secret}@10.0.0.5,10.0.0.6/tablee failed`) }, 'away')
    expect(lines).toHaveLength(6)
    expect(lines.join('')).not.toContain(secret)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    expect(lines[4]).toContain('tablet')
  })

  it('[OPS1] keeps what is no secret: ids, problem codes, session numbers', () => {
    const line = JSON.stringify({
      link: linkId,
      problem: { code: 'not-allowed' },
      session: 2,
      url: '/api/boards/abc',
      dialogue: 'driverless',
    })
    expect(redact(line)).toBe(line)
  })
})
