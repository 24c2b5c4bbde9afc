choose_key() {
    require_usable_key
}
