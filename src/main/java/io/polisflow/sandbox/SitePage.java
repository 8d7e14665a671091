package io.polisflow.sandbox;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The insurer's site, whose form is the one that the README offers to real sites. */
@Controller
@Profile("sandbox & !production")
class SitePage {

    @GetMapping("/sandbox/site")
    String show() {
        return "sandbox/site";
    }
}
