/** What a dialogue's file asks people before anything of theirs is kept, and which engine it tells them of. */
import { limits } from '../board/schema.ts'
import { engineUses, type ConsentTexts, type NamedEngine } from '../dialogue/programme.ts'
import type { Lang } from '../ids.ts'
import { localIn, most, noneTwice } from './dialogue-texts.ts'
import type { Spot } from './json-spot.ts'

/** Its texts are there in each of these languages. */
export function consentIn(spot: Spot, languages: readonly Lang[]): ConsentTexts {
  const consent = spot.fields(['version', 'intro', 'taking', 'quoted', 'observed', 'refusalHides', 'engine'])
  const engine = consent.maybe('engine')
  return {
    version: consent.at('version').text(40),
    intro: localIn(consent.at('intro'), languages, most.consent),
    taking: localIn(consent.at('taking'), languages, most.consent),
    quoted: localIn(consent.at('quoted'), languages, most.consent),
    observed: localIn(consent.at('observed'), languages, most.consent),
    refusalHides: consent.at('refusalHides').one(['words', 'table']),
    ...(engine === null ? {} : { engine: engineIn(engine, languages) }),
  }
}

function engineIn(spot: Spot, languages: readonly Lang[]): NamedEngine {
  const engine = spot.fields(['name', 'uses', 'text'])
  const uses = engine.at('uses').list(1, engineUses.length)
  const named = uses.map((one) => one.one(engineUses))
  noneTwice(named.map((use, index) => [use, uses[index] ?? spot]))
  return {
    name: engine.at('name').text(limits.label),
    uses: named,
    text: localIn(engine.at('text'), languages, most.consent),
  }
}
