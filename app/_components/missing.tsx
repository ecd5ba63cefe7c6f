/** What a page shows whose address names nothing. Its status, 404, is set before it is made: see `isMissingPage()`. */
export function Missing() {
  return (
    <div className="headline">
      <h1>There is no such page</h1>
      <div className="prose">
        <p>
          Nothing here has this address. A record may have another name by now, or a mail may not have been imported.
        </p>
        <p>
          <a href="/search">Search for it</a>, or start from <a href="/">the debate</a>.
        </p>
      </div>
    </div>
  );
}
