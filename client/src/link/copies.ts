import type { CopiesTold } from '@tablee/shared/wire/second'
import type { Api } from './api.ts'

/** On how many laptops the day lies; null where nobody says. */
export const copiesOf =
  (api: Pick<Api, 'get'>): (() => Promise<CopiesTold | null>) =>
  async () => {
    const answer = await api.get<CopiesTold>('/api/copies')
    return answer.ok ? answer.value : null
  }
