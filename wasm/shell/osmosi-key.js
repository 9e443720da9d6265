/**
 * Where the browser keeps something of one person in one campaign. What has a key
 * of this form the person may carry away and erase.
 * @param {string} what such as card
 * @param {string} campaign
 * @param {string} scope
 */
export function ownKey(what, campaign, scope) { return `osmosi:${what}:v1:${campaign}:${scope}`; }
