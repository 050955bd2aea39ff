"""Plain words for the dated things in a child's record that no clock turns on.

``query.journey`` tells an event that is declared in the event's own words, and any other
day by the names of its table and column. Those names are made into words here.
"""

WORDS = {
    "Immigration statuses: started": "An immigration status begins",
    "Immigration statuses: ended": "An immigration status ends",
    "Referrals: closed": "The referral is closed with no further action",
    "Need plans: ended": "A child in need plan ends",
    "Early help visits: visited": "A visit by early help, child not seen",
    "Need visits: visited": "A visit on a child in need plan, child not seen",
    "Need visits: recorded": "The visit on a child in need plan is written up",
    "Conferences: transfer notified": "Another council’s notice of a child moving in is recorded",
    "Conferences: target": "The source’s target day for the initial conference",
    "Conferences: held": "A child protection conference is held",
    "Protection plans: started": "Another council’s child protection plan begins",
    "Protection plans: ended": "Another council’s child protection plan ends",
    "Protection visits: visited": "A visit on a child protection plan, child not seen",
    "Protection visits: recorded": "The visit on a child protection plan is written up",
    "Protection reviews: due": "The source’s target day for the review conference",
    "Care episodes: started": "An episode of care begins",
    "Care episodes: ended": "An episode of care ends",
    "Care episodes: last reviewing officer contact": (
        "The reviewing officer’s last contact with the child"
    ),
    "Care episodes: entered care": "The child comes into care",
    "Placements: long term agreed": "It is agreed that the placement lasts until 18",
    "Placements: fewer visits agreed": "The child agrees to a visit every six months",
    "Care reviews: due": "The source’s target day for the review of the child’s case in care",
    "Care reviews: held": "A review of the child’s case in care is recorded as cancelled",
    "Care visits: visited": "A visit to a child in care, child not seen",
    "Care visits: recorded": "The visit to a child in care is written up",
    "Legal statuses: started": "A legal status begins",
    "Care plans: started": "A care plan begins",
    "Care plans: ended": "A care plan ends",
    "Short breaks: started": "A series of short breaks begins",
    "Short breaks: ended": "A series of short breaks ends",
    "Private fostering: aware": "The council learns of private fostering",
    "Private fostering visits: visited": "A visit to a privately fostered child, child not seen",
    "Health checks: held": "A health or dental check is planned, refused or cancelled",
    "Immunisations: checked": "Immunisations are checked",
    "Substance misuse: identified": "Substance misuse is identified",
    "Convictions: offended": "An offence that led to a conviction",
    "Strengths questionnaires: completed": (
        "A strengths and difficulties questionnaire is completed, no score recorded"
    ),
    "Missing episodes: ended": "The child returns or is found",
    "Exploitation concerns: identified": "A concern about exploitation is identified",
    "Exploitation concerns: ended": "The concern about exploitation is judged to be over",
    "Permanence: decided": "The agency decides that the child should be adopted",
    "Permanence: early decided": "Fostering for adoption, or concurrent planning, is decided",
    "Permanence: early placed": "The child is placed in fostering for adoption",
    "Permanence: placement order": "A placement order is made",
    "Permanence: matched": "The child is matched to adopters",
    "Permanence: placed with carer": "The child is placed with foster carers who adopt",
    "Permanence: reversed on": "It is decided that the child should no longer be adopted",
    "Pre proceedings: decided": "It is decided to begin pre-proceedings",
    "Pre proceedings: first meeting": "The first pre-proceedings meeting with the parents",
    "Pre proceedings: proceedings letter sent": "The letter of issue is sent to the parents",
    "Pre proceedings: application made": "The application to the court is made",
    "Care leavers: latest contact": "The latest contact with the care leaver",
    "Care leavers: pathway reviewed": "The pathway plan was last reviewed",
    "Pathway needs: ended": "Leaving-care support ends",
    "Leaving care stays: started": "The care leaver begins to live somewhere",
    "Leaving care stays: ended": "The care leaver moves on",
    "Involvements: started": "Another worker becomes involved",
    "Involvements: ended": "A worker’s involvement ends",
    "Supervisions: recorded": "The supervision is written up",
    "Actions: due": "The day by which an action is to be done",
    "Agreed intervals: agreed": "The child’s own plan sets an interval",
    "Agreed intervals: ended": "The interval set by the child’s own plan ends",
}


def in_words(told: str) -> str:
    """What happened, in plain words; as it was told when there are none."""
    return WORDS.get(told, told)
