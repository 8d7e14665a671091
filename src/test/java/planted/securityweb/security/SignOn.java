package planted.securityweb.security;

import planted.securityweb.web.Page;

/** A breach planted for ArchitectureTest. */
class SignOn {
    Page page;
}
