"""How much memory this process has and had, as Linux tells it; nan on other systems."""

from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"  # proc(5): reset the peak resident size


def resident_mb() -> float:
    """Resident memory now, in MB."""
    return _told("VmRSS")


def peak_mb() -> float:
    """The most that was resident since `forget_peak`, in MB."""
    return _told("VmHWM")


def forget_peak() -> None:
    """Measure the peak from now on; where that may not be, it is that of the whole process."""
    try:
        _CLEAR.write_text(_FORGET_PEAK)
    except OSError:
        return


def _told(name: str) -> float:
    try:
        lines = _STATUS.read_text("ascii").splitlines()
    except OSError:
        return float("nan")
    for line in lines:
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1000  # kB
    return float("nan")
