package io.polisflow.security;

import static io.polisflow.security.RuleAuthorization.may;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.unit.DataSize;

/** One sign-on for Tasklist, Cockpit, Admin, our pages and our API, and HTTP Basic for the engine's REST API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignOnProperties.class)
class SecurityConfiguration {

    static final String CSRF_COOKIE = "POLISFLOW-CSRF";
    static final String CSRF_HEADER = "X-POLISFLOW-CSRF";

    @Bean
    @Order(1)
    SecurityFilterChain engineRest(
            HttpSecurity http, IdentityService identityService, CurrentUser currentUser, AddressThrottle throttle)
            throws Exception {
        PasswordRefusal challenge = new PasswordRefusal("Basic realm=\"Polisflow\"");
        // Jersey is a second servlet, so a plain string pattern would silently not match.
        return http.securityMatcher(path("/engine-rest/**"))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(basic -> basic.authenticationEntryPoint(challenge))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(challenge))
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers(SecurityConfiguration::changesFromOtherSite)
                        .denyAll()
                        // Whoever is signed on needs no other person's password checked.
                        .requestMatchers(path("/engine-rest/identity/verify"))
                        .denyAll()
                        .anyRequest()
                        .access(new EngineRestAccess()))
                .addFilterBefore(throttle.filter(), BasicAuthenticationFilter.class)
                .addFilterAfter(new EngineAuthenticationFilter(identityService, currentUser), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http,
            IdentityService identityService,
            CurrentUser currentUser,
            AddressThrottle throttle,
            Standing standing,
            ObjectProvider<SignOnWay> otherWays,
            SignOnProperties signOn,
            Clock clock,
            @Value("${server.servlet.session.cookie.secure:false}") boolean secure,
            @Value("${spring.servlet.multipart.max-request-size}") DataSize mostUploaded)
            throws Exception {
        List<SignOnWay> ways = otherWays.orderedStream().toList();
        RequestMatcher programs = anyOf("/api/**", "/camunda/api/**", "/v3/api-docs/**", "/actuator/**");
        RequestMatcher files = anyOf("/css/**", "/js/**", "/img/**", "/fonts/**", "/webjars/**", "/favicon.ico");
        RequestMatcher basicOnApi = new AndRequestMatcher(anyOf("/api/**"), SecurityConfiguration::bringsBasic);
        PasswordRefusal refusal = new PasswordRefusal(null);
        RequestMatcher webAppLogout =
                withDefaults().matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout");
        CsrfTokenRequestAttributeHandler csrfTokens = new CsrfTokenRequestAttributeHandler();
        // Read at once: a page's first POST already needs the cookie.
        csrfTokens.setCsrfRequestAttributeName(null);

        for (SignOnWay way : ways) {
            way.open(http);
        }
        return http.authorizeHttpRequests(SecurityConfiguration::rules)
                .formLogin(
                        form -> form.loginPage("/login").defaultSuccessUrl("/").failureHandler(refusal))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .logout(logout -> logout.logoutRequestMatcher(
                                new OrRequestMatcher(withDefaults().matcher(HttpMethod.POST, "/logout"), webAppLogout))
                        .deleteCookies("SESSION")
                        .logoutSuccessHandler(new LogoutAnswer(webAppLogout, ways)))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(refusal, programs)
                        .defaultAuthenticationEntryPointFor(new LoginPageEntryPoint(), request -> true)
                        .accessDeniedHandler(new RefusalHandler(programs)))
                .requestCache(cache -> cache.requestCache(pagesOnly(programs)))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie(secure))
                        .csrfTokenRequestHandler(csrfTokens)
                        // Camunda's own filter guards its API with its own cookie.
                        .ignoringRequestMatchers(
                                anyOf("/camunda/api/**", "/camunda/app/**", "/hooks/**", "/sandbox/**"), basicOnApi))
                .headers(SecurityConfiguration::headers)
                .addFilterBefore(new UploadLimit(mostUploaded.toBytes(), programs), CsrfFilter.class)
                .addFilterBefore(new SessionLimits(signOn.session(), standing, clock, files), LogoutFilter.class)
                .addFilterAfter(throttle.filter(), LogoutFilter.class)
                .addFilterAfter(new EngineAuthenticationFilter(identityService, currentUser), AuthorizationFilter.class)
                .build();
    }

    /** Who may ask for which address, however they signed on. */
    static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(anyOf(
                        "/login",
                        "/error",
                        "/css/**",
                        "/js/**",
                        "/img/**",
                        "/fonts/**",
                        "/webjars/**",
                        "/favicon.ico",
                        "/hooks/**",
                        "/sandbox",
                        "/sandbox/**",
                        "/openapi/**",
                        "/actuator/health",
                        "/actuator/health/**"))
                .permitAll()
                // Its own form would take any person's password past ours.
                .requestMatchers(anyOf(
                        "/camunda/api/admin/auth/user/*/login/**",
                        "/camunda/api/engine/engine/*/identity/verify",
                        "/engine-rest/identity/verify"))
                .denyAll()
                // The dictionaries and templates hold no client's data, so that administrators may keep them.
                .requestMatchers(anyOf("/crm/dictionaries", "/crm/dictionaries/**", "/api/dictionaries/**"))
                .access(may(AccessRule.KEEP_DICTIONARIES))
                // Whoever supervises sees by which days deadlines are counted; only administrators change them.
                .requestMatchers(HttpMethod.GET, "/crm/calendars", "/crm/calendars/**")
                .access(may(AccessRule.SEE_CALENDARS))
                // A head opens to colleagues what their own people sell; the page asks whose it is.
                .requestMatchers(anyOf("/crm/grants", "/crm/grants/**"))
                .access(may(AccessRule.GRANT_SIGHT))
                .requestMatchers(anyOf("/crm/calendars", "/crm/calendars/**", "/crm/branches", "/crm/branches/**"))
                .access(may(AccessRule.CHANGE_CALENDARS))
                .requestMatchers(anyOf("/crm/personal", "/crm/personal/**"))
                .access(may(AccessRule.ANSWER_SUBJECTS))
                // Who watches over the house reads who did and saw what; nobody changes it.
                .requestMatchers(anyOf("/crm/audit", "/crm/audit/**"))
                .access(may(AccessRule.READ_AUDIT))
                // Which ways work really takes is for those, too, who watch over it.
                .requestMatchers(anyOf("/crm/models/*/paths/deals"))
                .access(may(AccessRule.SEE_PATH_DEALS))
                .requestMatchers(anyOf("/crm/models/*/paths", "/crm/models/*/paths/**"))
                .access(may(AccessRule.SEE_PATHS))
                // Whose deadlines, the pages decide.
                .requestMatchers(anyOf("/crm/deadlines", "/crm/deadlines/**", "/api/work-events"))
                .access(may(AccessRule.WATCH_DEADLINES))
                // Models hold no client's data either; who draws them puts them into force.
                .requestMatchers(anyOf("/crm/models", "/crm/models/**", "/api/models/check"))
                .access(may(AccessRule.CHANGE_MODELS))
                // How a model goes, on its drawing: figures, and neither deals nor people.
                .requestMatchers(anyOf("/api/deadlines/diagram", "/api/deadlines/heat"))
                .access(may(AccessRule.SEE_PATHS))
                .requestMatchers(anyOf("/api/tasks/*/deadline", "/api/tasks/*/deadline/**"))
                .access(may(AccessRule.SEE_TASKS))
                // Tasklist asks these for everybody; who works without clients' data is told none of them.
                .requestMatchers(anyOf("/api/calls/incoming", "/api/sections", "/api/tasks/**"))
                .access(may(AccessRule.SIGNED_ON))
                // What the web apps ask the engine, by the same table as its REST API.
                .requestMatchers(anyOf("/camunda/api/**", "/engine-rest/**"))
                .access(new EngineRestAccess())
                // Whoever is away says so themselves; administrators say it for them.
                .requestMatchers(anyOf("/crm/substitutions", "/crm/substitutions/**"))
                .access(may(AccessRule.SUBSTITUTE))
                .requestMatchers(anyOf("/crm/calendar/deals", "/crm/calendar/deals/**"))
                .access(may(AccessRule.PLAN_TOUCHES))
                // Analysts and administrators work without clients' data.
                .requestMatchers(anyOf("/crm/**", "/api/**"))
                .access(may(AccessRule.LIST_OBJECTS))
                // Figures of the whole house, for those who run it and the program that collects them.
                .requestMatchers(anyOf("/actuator", "/actuator/**"))
                .access(may(AccessRule.READ_METRICS))
                .anyRequest()
                .authenticated();
    }

    /** Calendar programs can sign on nowhere: the secret in the address is all they bring, and they get no session and no cookie. */
    @Bean
    @Order(0)
    SecurityFilterChain calendarReaders(HttpSecurity http) throws Exception {
        return http.securityMatcher(path("/calendar/**"))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                // The feed says itself who may keep it; its address must not travel on to other sites.
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** Outside systems bring their own secret with each event, which its webhook checks: no sign-on, no session and no cookie stand in their way. */
    @Bean
    @Order(0)
    SecurityFilterChain outsideSystems(HttpSecurity http) throws Exception {
        RequestMatcher systems = anyOf("/hooks/telephony/**", "/hooks/edo/**", "/hooks/policy/**");
        return http.securityMatcher(request -> "POST".equals(request.getMethod()) && systems.matches(request))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(SecurityConfiguration::headers)
                .build();
    }

    /** The web apps' own sign-on filter; it must come after Spring Security, whose order is -100. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppSignOn() {
        FilterRegistrationBean<ContainerBasedAuthenticationFilter> registration =
                new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.addInitParameter("authentication-provider", WebAppSignOn.class.getName());
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(100);
        return registration;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        RequestMatcher webApps = anyOf("/camunda/**");
        RequestMatcher files = new OrRequestMatcher(
                anyOf("/css/**", "/js/**", "/img/**", "/fonts/**", "/webjars/**", "/favicon.ico"),
                new AndRequestMatcher(
                        webApps, request -> request.getRequestURI().matches(".*\\.(js|css|json|svg|png|ico|woff2?)")));
        headers.frameOptions(frames -> frames.sameOrigin())
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                // The web apps send their own policy with a nonce; two policies would both apply.
                .addHeaderWriter(new PagePolicies())
                .addHeaderWriter(new StaticHeadersWriter(
                        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"))
                // Files are asked for again only when changed: with no-store Tasklist would load 4 MB each time.
                .cacheControl(cache -> cache.disable())
                .addHeaderWriter(unless(files, new CacheControlHeadersWriter()))
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        files, new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-cache")));
    }

    private static HeaderWriter unless(RequestMatcher matcher, HeaderWriter writer) {
        return new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(matcher), writer);
    }

    static CookieCsrfTokenRepository csrfCookie(boolean secure) {
        CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieName(CSRF_COOKIE);
        repository.setHeaderName(CSRF_HEADER);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(cookie -> {
            cookie.sameSite("Lax");
            if (secure) {
                // TLS may end before us.
                cookie.secure(true);
            }
        });
        return repository;
    }

    /** Only a page is worth coming back to after the sign-on, never a script's call. */
    private static RequestCache pagesOnly(RequestMatcher programs) {
        return new AskedPage(request -> "GET".equals(request.getMethod())
                && !programs.matches(request)
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html"));
    }

    /** A browser that once was asked for a Basic password sends it along for any site's form; programs send no such header. */
    private static boolean changesFromOtherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return !StrayRequests.SAFE_METHODS.contains(request.getMethod())
                && ("cross-site".equals(site) || "same-site".equals(site));
    }

    static boolean bringsBasic(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6);
    }

    private static RequestMatcher path(String pattern) {
        return withDefaults().matcher(pattern);
    }

    private static RequestMatcher anyOf(String... patterns) {
        return new OrRequestMatcher(
                Stream.of(patterns).map(SecurityConfiguration::path).toList());
    }
}
