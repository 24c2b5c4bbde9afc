require_done() {
    [ -e "$work/done" ] || stop "the migration is not done, or $work is not its directory; run: sh $0"
}

case "${1:-}" in
    '')
        [ ! -e "$work/done" ] ||
            stop "the migration is done; the next runs are: sh $0 copy, sh $0 watch, sh $0 delete $source"
        check
        choose_key
        update_template
        restore_archived
        create_target
        set_policy
        copy_images
        verify_images
        set_lifecycle
        archive_again
        compare_settings
        watch_pulls
        : >"$work/done"
        repoint
        ;;
    copy) # images that were pushed to the source since
        check
        require_done
        choose_key
        restore_archived
        copy_images
        verify_images
        archive_again
        watch_pulls
        ;;
    watch)
        check
        watch_pulls
        ;;
    delete)
        delete_source "${2:-}"
        ;;
    *)
        stop "usage: sh $0, sh $0 copy, sh $0 watch, sh $0 delete $source"
        ;;
esac
