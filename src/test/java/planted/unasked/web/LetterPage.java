package planted.unasked.web;

import planted.unasked.crm.deal.Letters;

/** A breach planted for ArchitectureTest. */
class LetterPage {

    void send(Letters letters) {
        letters.send("D-2026-000001");
    }
}
