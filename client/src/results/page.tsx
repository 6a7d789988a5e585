/** `/results`: what came out of every item, by place and by what else people said. The address holds the question. */
import '../ui/base.css'
import '../ui/components.css'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { openPartners } from './partner/port.ts'
import { openResults, resultsSession } from './port.ts'
import { placeAddress, readPlace, type Place } from './place.ts'
import { Nobody, Results } from './screen.tsx'

export default function ResultsPage() {
  const [session] = useState(resultsSession)
  const port = useMemo(() => (session === null ? null : openResults(session)), [session])
  const partners = useMemo(() => (session === null ? null : openPartners(session)), [session])
  const [, go] = useLocation()
  const search = useSearch()
  const place = useMemo(() => readPlace(search), [search])
  const onPlace = useCallback((next: Place) => go(`/results${placeAddress(next)}`), [go])
  return port === null ? <Nobody /> : <Results port={port} partners={partners} place={place} onPlace={onPlace} />
}
