/** What a log may show of an address: the observer's id in a path opens a view, so it is masked. */
export const maskPath = (url: string): string =>
  url
    .replace(/(\/(?:api\/)?(?:watch|observe)\/)[^/?#]+/g, '$1***')
    .replace(/([?&](?:token|ticket|code)=)[^&#]*/g, '$1***')
    .replace(/#.*$/, '')
