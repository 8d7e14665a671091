package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;

/** A way into the pages besides our own form. */
interface SignOnWay {

    void open(HttpSecurity pages) throws Exception;

    /** Where a browser ends the session of the other side too, when this one came by that way. */
    Optional<String> farewell(HttpServletRequest request, Authentication authentication);
}
