/** What an empty database says. */
export function NoContent() {
  return (
    <div className="headline">
      <h1>No debate is loaded yet</h1>
      <div className="prose">
        <p>
          The records of <code>content/</code> are loaded when the server starts. If this stays, the server’s log says
          why.
        </p>
      </div>
    </div>
  );
}
