/** The frame of every page around nothing: a document of the archive is put into it, see `_archive/frame`. */
export default function FramePage() {
  return null;
}
