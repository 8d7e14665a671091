package planted.modeltoweb.process.deal;

import planted.modeltoweb.web.Page;

/** A breach planted for ArchitectureTest. */
class CallDelegate {
    Page page;
}
