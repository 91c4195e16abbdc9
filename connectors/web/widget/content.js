// What the server puts in when it loads its content: the style, and the texts by their keys.
export const STYLE = `{style}`;
export const TEXTS = {texts};
