package io.polisflow.integration.edo;

/** The bearer token that opens our box; a static one, or one that is renewed by OpenID Connect. */
interface DiadocToken {

    /** @throws io.polisflow.crm.UnavailableException when a new one was due and could not be had */
    String current();

    /**
     * @param rejected the token that the operator answered 401 to
     * @return whether there is another one to try
     * @throws io.polisflow.crm.UnavailableException when a new one could not be had
     */
    boolean renew(String rejected);

    /** A token of the configuration, which only an administrator can replace. */
    static DiadocToken fixed(String token) {
        return new DiadocToken() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public boolean renew(String rejected) {
                return false;
            }
        };
    }
}
