import type { Metadata } from 'next';
import { KeyList } from '../_components/key-list';

export const metadata: Metadata = { title: 'Keyboard' };

export default function KeysPage() {
  return (
    <div className="headline">
      <h1>Keyboard</h1>
      <KeyList />
    </div>
  );
}
