'use client';

import { Flashlight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../../_ui/button.tsx';

/** MediaStream Image Capture, 6.1: what TypeScript does not know yet. */
type Torch = { torch?: boolean };
type Capabilities = MediaTrackCapabilities & Torch;

/** The light beside the camera, where it has one: labels are under desks. */
export function TorchButton({ stream }: { stream: MediaStream }) {
  const words = useTranslations('scanLabel');
  const [isOn, setIsOn] = useState(false);
  const [track] = stream.getVideoTracks();
  const can: Capabilities | undefined = track?.getCapabilities?.();
  if (track === undefined || can?.torch !== true) return null;
  const turn = async () => {
    const torch: MediaTrackConstraintSet & Torch = { torch: !isOn };
    await track.applyConstraints({ advanced: [torch] }).then(
      () => setIsOn(!isOn),
      () => {},
    );
  };
  return (
    <Button
      kind={isOn ? 'primary' : 'secondary'}
      className="absolute right-3 bottom-3"
      aria-pressed={isOn}
      onClick={() => void turn()}
    >
      <Flashlight aria-hidden="true" />
      {words('light')}
    </Button>
  );
}
