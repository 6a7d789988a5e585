/**
 * Where an observers' link is: in its own address, which is printed and copied and goes on, and in that of its dialogue.
 * A page is of one link; what it asks for goes to its dialogue's address as soon as the list has said which that is.
 */
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import type { WatchList } from '@tablee/shared/wire/watch'

let known: string | null = null
export const learn = ({ id }: Pick<WatchList, 'id'>): void => void (known = id)

/** The page's own address, without its dialogue. */
export const pagePath = (): string => readAddress(location.pathname).path
/** The link in it. */
export const linkHere = (): string => decodeURIComponent(pagePath().split('/')[2] ?? '')

/** `rest`: what of the link is asked for. */
export const watchRoute = (link: string, rest: string): string => at(`/api/watch/${encodeURIComponent(link)}${rest}`)
export const watchSocket = (link: string): string =>
  location.origin.replace(/^http/, 'ws') + at(`/observe/${encodeURIComponent(link)}`)

const at = (path: string): string => addressIn(known ?? readAddress(location.pathname).dialogue, path)
