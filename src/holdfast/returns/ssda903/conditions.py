"""Parts of conditions that many rules share: groups of codes, and items that go together."""

from collections.abc import Iterable


def _codes(text: str) -> str:
    return "(" + ", ".join(f"'{code}'" for code in text.split()) + ")"


def _any(names: Iterable[str], of: str = "") -> str:
    return "(" + " or ".join(f"given({of}{name})" for name in names) + ")"


# Short breaks, which most rules leave out; IN_CARE is every other legal status, or none.
BREAKS = _codes("V3 V4")
IN_CARE = f"(missing(LS) or LS not in {BREAKS})"
TEMPORARY = _codes("T0 T1 T2 T3 T4")
ADOPTIVE = _codes("A3 A4 A5 A6")
FOSTER = _codes("U1 U2 U3 U4 U5 U6")
ADOPTED = _codes("E11 E12")
# Z1 until 2024/25, Z11 to Z14 since.
_OTHER_PLACES = "Z1 Z11 Z12 Z13 Z14"
NO_PROVIDER = _codes(f"T0 T1 T2 T3 T4 {_OTHER_PLACES}")
UNINSPECTED = _codes(f"P1 P3 R1 R2 R5 T0 T1 T2 T3 T4 {_OTHER_PLACES}")

_LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
_ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
_HEALTH = (
    "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
)  # fmt: skip
ANY_LEAVER, OTHER_LEAVER = _any(_LEAVER), _any(_LEAVER, "other.")
ANY_ADOPTION, ANY_HEALTH = _any(_ADOPTION), _any(_HEALTH)

# The placement is not that of the episode before. Two empty cells are the same.
MOVED = (
    "("
    + " or ".join(
        f"coalesce({name}, '') <> coalesce(PREV_{name}, '')"
        for name in ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
    )
    + ")"
)

# DfE's numbers of English councils since 1998, those abolished and those made since among them,
# from general knowledge (unverified), and what stands for everywhere else (rule 633).
COUNCILS = _codes(
    "201 202 203 204 205 206 207 208 209 210 211 212 213 301 302 303 304 305 306 307 308 309 310 "
    "311 312 313 314 315 316 317 318 319 320 330 331 332 333 334 335 336 340 341 342 343 344 350 "
    "351 352 353 354 355 356 357 358 359 370 371 372 373 380 381 382 383 384 390 391 392 393 394 "
    "420 800 801 802 803 805 806 807 808 810 811 812 813 815 816 820 821 822 823 825 826 830 831 "
    "835 836 837 838 839 840 841 845 846 850 851 852 855 856 857 860 861 865 866 867 868 869 870 "
    "871 872 873 874 875 876 877 878 879 880 881 882 883 884 885 886 887 888 889 890 891 892 893 "
    "894 895 896 908 909 916 919 921 925 926 928 929 931 933 935 936 937 938 940 941 942 943 "
    "999 WAL SCO NIR NUK"
)
