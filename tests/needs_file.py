"""A made-up file of populations: two systems, five practices, with headings of 2023/24."""

from pathlib import Path

HEADINGS = (
    "Practice_Code,GP_Practice_Name,CCG21,ICS22,ICS22name,R22,Region22,PCN_Code,PCN_Name,LAD21,"
    "LTLA21,pop 2022/23,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP"
)
PRACTICES = (
    ("ZA1", "Ash Surgery", "ZQ1", "ZN1", "Eastmere", "1000", "1000", "1200"),
    ("ZA2", "Birch Surgery", "ZQ1", "ZN1", "Eastmere", "1000", "1000", "900.5"),
    ("ZA3", "Cedar Surgery", "ZQ1", "ZN2", "Westmere", "2000", "2000", "1899.5"),
    ("ZB1", "Dale Surgery", "ZQ2", "ZN3", "Southfell", "1000", "", "800"),
    ("ZB2", "Elm Surgery", "ZQ2", "ZN3", "Southfell", "1000", "0", "1200"),
)
"""Code, name, system, network, district, people, maternity, core."""


def needs_file(folder: Path, name: str = "needs_2023_2024.csv") -> Path:
    """Return the path of the file, written into the folder."""
    lines = [HEADINGS]
    for code, title, system, network, district, people, maternity, core in PRACTICES:
        where = f"{code},{title},X{system},{system},NHS {system},ZR,Region,{network},{network} PCN"
        weights = ",".join((people, people, people, people, maternity, people, people, core))
        lines.append(f"{where},L{district},{district},{weights}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
