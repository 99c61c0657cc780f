import { useTranslations } from 'next-intl';

/** Where MAC address and serial number are printed: the label at the back of a phone, drawn. */
export function PhoneLabel({ mac }: { mac: string }) {
  const words = useTranslations('deskForm');
  return (
    <svg
      viewBox="0 0 320 140"
      role="img"
      aria-label={words('labelDrawing')}
      className="w-full max-w-80 text-ink"
      fill="none"
      stroke="currentColor"
    >
      <rect x="1" y="1" width="318" height="138" rx="14" className="fill-sunken stroke-line-strong" />
      <rect x="28" y="12" width="264" height="116" rx="6" className="fill-surface stroke-line-strong" />
      <circle cx="14" cy="20" r="4" className="stroke-line-strong" />
      <circle cx="306" cy="20" r="4" className="stroke-line-strong" />
      <Bars y={20} />
      <Printed y={56} name="MAC" value={mac} />
      <Bars y={74} />
      <Printed y={110} name="S/N" value="3146012345678901" />
    </svg>
  );
}

/** Widths of a barcode that means nothing. */
const WIDTHS = [2, 1, 3, 1, 1, 2, 1, 3, 2, 1, 1, 3, 1, 2, 2, 1, 3, 1, 1, 2, 3, 1, 2, 1, 1, 3, 2, 1];
const STEP = 4.2;

function Bars({ y }: { y: number }) {
  const bars = [...WIDTHS, ...WIDTHS].map((width, index) => ({ width, x: 42 + index * STEP }));
  return (
    <g className="fill-ink stroke-none" opacity="0.75">
      {bars.map(({ width, x }) => (
        <rect key={x} x={x} y={y} width={width} height="16" />
      ))}
    </g>
  );
}

/** What is meant stands in a frame. */
function Printed({ y, name, value }: { y: number; name: string; value: string }) {
  return (
    <g>
      <rect
        x="35"
        y={y - 15}
        width="250"
        height="21"
        rx="5"
        strokeWidth="2"
        className="fill-primary-soft stroke-primary"
      />
      <text x="42" y={y} fontSize="13" fontWeight="700" className="fill-ink stroke-none">
        {name}
      </text>
      <text x="84" y={y} fontSize="13" className="fill-ink stroke-none font-mono">
        {value}
      </text>
    </g>
  );
}
