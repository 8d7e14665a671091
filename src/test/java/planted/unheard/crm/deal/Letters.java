package planted.unheard.crm.deal;

import org.springframework.security.access.prepost.PostAuthorize;

/** A breach planted for ArchitectureTest. */
class Letters {

    @PostAuthorize("returnObject != null")
    String first() {
        return null;
    }
}
