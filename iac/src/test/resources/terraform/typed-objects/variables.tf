variable "prefix" {
  type    = string
  default = "shop"
}

variable "repositories" {
  type = map(object({
    mutability = optional(string, "IMMUTABLE")
    scan       = optional(bool, true)
    kms_key    = optional(string)
    keep       = optional(number, 50)
    readers    = optional(list(string), [])
    policy     = optional(string)
    tags       = optional(map(string), {})
  }))
}

variable "kms" {
  type = object({
    create   = optional(bool, true)
    rotation = optional(bool, true)
    users    = optional(list(string), [])
  })
  default = {}
}

variable "replication_regions" {
  type    = set(string)
  default = []
}

variable "legacy_scan" {
  type     = bool
  default  = null
  nullable = true
}

variable "account_id" {
  type = string
}
