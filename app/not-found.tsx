import { Missing } from './_components/missing';

export default function NotFound() {
  return <Missing />;
}
