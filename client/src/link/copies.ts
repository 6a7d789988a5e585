import type { CopiesTold } from '@tablee/shared/wire/second'
import type { Answer } from '../hold/answer.ts'
import { asAfter } from '../hold/follow.ts'
import type { Api } from './api.ts'

/** On how many laptops the day lies, as soon as it is another number than in this version. */
export const copiesOf =
  (api: Pick<Api, 'get'>) =>
  (after: string | null, signal: AbortSignal): Promise<Answer<CopiesTold & { readonly version?: string }>> =>
    api.get(asAfter('/api/copies', after), signal)
