import { keyGroups } from './keys';

/** The keys by place: the content of the help dialog, and a page of its own without scripts. */
export function KeyList() {
  return (
    <div className="keys">
      {keyGroups.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.keys.map((entry) => (
              <div key={entry.does}>
                <dt>
                  {entry.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{entry.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="note">None works while you type, or together with Ctrl, Alt or Meta.</p>
    </div>
  );
}
