declare module 'stopword' {
  const lists: Readonly<Record<'fra' | 'ita' | 'nld' | 'por' | 'spa', readonly string[]>>;
  export default lists;
}
